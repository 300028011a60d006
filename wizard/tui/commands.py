"""The commands of the palette: those that fit what is typed; all of them where none does, for there are but a few."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider


class FewCommands(Provider):
    """The commands of the app, in its own order."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those that fit."""
        matcher = self.matcher(query)
        commands = [(matcher.match(each.title), each) for each in self.app.get_system_commands(self.screen)]
        fitting = [(score, each) for score, each in commands if score > 0]
        for score, command in fitting:
            yield Hit(score, matcher.highlight(command.title), command.callback, help=command.help)
        if not fitting:
            async for hit in self.discover():
                yield hit
