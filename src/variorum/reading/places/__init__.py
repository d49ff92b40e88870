"""Places: where a report's names of places stand, and which places of the world they are."""

from variorum.reading.places.find import find_places
from variorum.reading.places.mention import PlaceMention, contains, lie_apart, most_precise, together

__all__ = ["PlaceMention", "contains", "find_places", "lie_apart", "most_precise", "together"]
