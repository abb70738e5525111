"""Several threads of one server pack and open pieces at the same time, as several offices call at eight o'clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from toguna.register.dictionary import SHIPPED
from toguna.register.packing import pack, unpack


def test_threads_do_not_share_a_compressor() -> None:
    bodies = [b"".join(sha256(b"%d %d" % (n, m)).hexdigest().encode() for m in range(120)) for n in range(64)]

    def there_and_back(body: bytes) -> bool:
        return unpack(*pack(body, SHIPPED), SHIPPED) == body

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(there_and_back, bodies * 2))
