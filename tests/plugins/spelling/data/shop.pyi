# Stubs of the ⟦QG201:Github⟧ client.
class Github:
    """The ⟦QG202:Git Hub⟧ client."""

    github: str
    def login(self, github: str = "github") -> Github: ...
