import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest

from variorum.store import Store, open_store

NewStore = Callable[[], AbstractContextManager[Store]]


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory, file_with_tables: Path) -> NewStore:
    """Makes empty stores in files, as many as a test asks for."""
    numbers = count()
    folder = tmp_path_factory.mktemp("record")

    @contextmanager
    def make() -> Iterator[Store]:
        path = Path(shutil.copy(file_with_tables, folder / f"{next(numbers)}.db"))
        with open_store(path) as store:
            yield store
        path.unlink()

    return make
