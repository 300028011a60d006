"""What a run asked of the network."""

from wizard.model import Cost


class CostCounter:
    """Counts questions to name servers (not their repeats), dialled connections and HTTP requests (every hop)."""

    def __init__(self) -> None:
        self.dns_queries = 0
        self.tcp_connections = 0
        self.http_requests = 0

    def snapshot(self) -> Cost:
        return Cost(
            dns_queries=self.dns_queries, tcp_connections=self.tcp_connections, http_requests=self.http_requests
        )
