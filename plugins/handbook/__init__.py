"""The hall: content files' contracts, the frozen `Handbook`, its addresses and its checks. Knows no framework."""
