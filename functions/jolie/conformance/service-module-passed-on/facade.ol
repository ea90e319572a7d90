from .impl import S
from .types import T
