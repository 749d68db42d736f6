"""views.*: modals that open on a trigger, and the Home tab."""

from __future__ import annotations

from tests.fakes.slack import limits
from tests.fakes.slack.api.call import ApiError, Call, Method
from tests.fakes.slack.app import Json
from tests.fakes.slack.people import User
from tests.fakes.slack.screen import ScreenEvent
from tests.fakes.slack.triggers import Trigger
from tests.fakes.slack.views import DEEPEST, View
from tests.fakes.slack.workspace import Workspace


def open_modal(call: Call) -> Json:
    """Opens a modal in front of the person who caused the trigger."""
    trigger = _use(call)
    workspace = _workspace(call, trigger.user)
    view = workspace.new_view(trigger.user, _modal(call))
    workspace.open.stack(trigger.user)[:] = [view]
    workspace.show_view(ScreenEvent.OPENED, view)
    return _view(call, workspace, view)


def push(call: Call) -> Json:
    """Puts a modal on top of the one in which the trigger was caused."""
    trigger = _use(call)
    workspace = _workspace(call, trigger.user)
    below = workspace.open.top(trigger.user)
    if trigger.on is None or below is None:
        raise ApiError("not_found")
    if len(workspace.open.stack(trigger.user)) >= DEEPEST:
        raise ApiError("push_limit_reached")
    view = workspace.new_view(trigger.user, _modal(call), below)
    workspace.open.stack(trigger.user).append(view)
    workspace.show_view(ScreenEvent.OPENED, view)
    return _view(call, workspace, view)


def update(call: Call) -> Json:
    """Shows something else in an open modal, by its id or the app's own id for it."""
    for workspace in call.bot.workspaces:
        view = workspace.open.find(id=call.text("view_id"), external_id=call.text("external_id"))
        if view is None:
            continue
        if call.args.get("hash") and call.args["hash"] != view.hash:
            raise ApiError("hash_conflict")
        workspace.change_view(view, _modal(call))
        workspace.show_view(ScreenEvent.OPENED, view)
        return _view(call, workspace, view)
    raise ApiError("not_found")


def publish(call: Call) -> Json:
    """Shows a person's Home tab."""
    workspace, user = call.user(call.text("user_id"))
    if not call.slack.app.has_home:
        raise ApiError("not_enabled")
    home = workspace.open.homes.get(user.id)
    if call.args.get("hash") and (home is None or call.args["hash"] != home.hash):
        raise ApiError("hash_conflict")
    if home is None:
        home = workspace.new_view(user, call.args["view"])
        workspace.open.homes[user.id] = home
    else:
        workspace.change_view(home, call.args["view"])
    workspace.show_view(ScreenEvent.HOME, home)
    return _view(call, workspace, home)


def _use(call: Call) -> Trigger:
    trigger = call.slack.triggers.use(call.text("trigger_id"))
    if isinstance(trigger, str):
        raise ApiError(trigger)
    return trigger


def _workspace(call: Call, user: User) -> Workspace:
    workspace, _ = call.user(user.id)
    return workspace


def _modal(call: Call) -> Json:
    view: Json = call.args["view"]
    if view.get("type") != "modal":
        raise ApiError("invalid_arguments")
    return view


def _view(call: Call, workspace: Workspace, view: View) -> Json:
    return {"view": view.as_json(call.slack.app, workspace.bot.bot_id)}


def _of_view(args: Json) -> list[str]:
    return limits.problems_of_view(args.get("view") or {})


METHODS = {
    "views.open": Method(open_modal, checks=_of_view),
    "views.push": Method(push, checks=_of_view),
    "views.update": Method(update, checks=_of_view),
    "views.publish": Method(publish, checks=_of_view),
}
