"""A fake Slack, and the people at it.

It is the other side of the wire: nothing in here knows our adapter, but for the
three files of the conformance suite: `platform.py` brings the two together, `person.py`
and `observations.py` do and see what every platform's people do and see. To point any app
at it:

    async with Slack(App(manifest=...), now=clock.now).serving() as slack:
        workspace = slack.workspace("hunters")          # people: workspace.user("ada", zone)
        token = slack.installed(workspace).token        # or slack.agrees(...) and OAuth
        client = AsyncWebClient(token=token, base_url=slack.api_url)
        ...                                             # slack.app.signing_secret, .app_token,
                                                        # .client_id, .client_secret,
                                                        # slack.authorize_url
        async with over_http(slack, application) as transport:    # signed requests, or
            transport = over_socket(slack)              # the socket that the app has opened
            ada = Client(slack, workspace, workspace.user("ada"), transport)
            await ada.slash("/applied Acme")
            await slack.signal.until(lambda: ada.screen, "an answer")
            ada.page(ada.screen[0])                     # what she reads
            await ada.presses("Undo")
            ada.modal                                   # the form in front of her
    slack.violations.check()                            # the fixture `slack` does that itself

What Slack would not have, the fake answers with Slack's error, and keeps as a
violation that fails the test at its end (`violations.take()` where a test expects
it). `slack.faults` scripts what goes wrong by method, `slack.triggers.expire` lets
triggers die, `user.unreachable`, `user.deleted`, `channel.archived` and
`slack.installs.revoke` close doors, `transport.event(payload, 1)` repeats an event,
`transport.replay()` the very same request, `transport.signer.stale` and `.forged`
sign badly, `slack.socket.refresh()` and `.cut()` end connections. `slack.calls` is
everything the app asked, `workspace.shown` everything that came before people's eyes.
"""
