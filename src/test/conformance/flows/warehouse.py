"""A block type for `prefect block register`."""
from prefect.blocks.core import Block
from pydantic import SecretStr


class ConformanceWarehouse(Block):
    """Where orders are kept. Only for the conformance suite."""

    address: str
    key: SecretStr
