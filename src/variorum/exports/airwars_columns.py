"""The columns of Airwars' tables of civilian harm, in the order in which Airwars writes them."""

GROUPS: tuple[str, ...] = tuple(
    """
    civilian_non_combatants children women men human_rights_defenders journalists trade_unionists
    healthcare_personnel other_civilian_non_combatants undetermined other_protected_persons
    medical_and_religious_personnel_state medical_and_religious_personnel_non_state persons_hors_de_combat
    belligerents member_of_armed_forces persons_directly_participating_in_hostilities civilian_role_in_military
    """.split()
)

_BOUNDS = ("killed_min", "killed_max", "injured_min", "injured_max")

INCIDENTS: tuple[str, ...] = (
    *"""
    post_id post_status post_published post_modified permalink code previous_codes date_type date date_end
    local_time_type local_time local_time_start local_time_end local_time_of_day
    local_first_reported_date_time local_first_reported_by local_first_reported_url country_name country_slug
    location_name location_name_arabic location_name_hebrew location_name_ukrainian region
    strike_status_name strike_status_slug infrastructure_name infrastructure_slug strike_type_name strike_type_slug
    targeted_belligerent_name targeted_belligerent_slug observation_name observation_slug impact_name impact_slug
    total_strikes civilian_harm_reported civilian_harm_status_name civilian_harm_status_slug
    cause_of_death_injury_name cause_of_death_injury_slug geolocated latitude longitude
    geolocation_status_name geolocation_status_slug geolocation_accuracy_name geolocation_accuracy_slug
    geojson_caption geolocation_notes geolocation_notes_internal geolocation_sign_off_assessor
    geolocation_sign_off_date_time num_media num_victims num_victims_named num_victims_named_english
    num_victims_named_arabic num_victims_named_hebrew num_victims_named_ukrainian num_reconciled num_families
    num_individuals victim_average_age declassified_assessment press_release
    """.split(),
    *(f"{group}_{bound}" for group in GROUPS for bound in _BOUNDS),
    *"num_sources num_sources_twitter num_sources_facebook num_sources_telegram num_sources_other".split(),
)

BELLIGERENTS: tuple[str, ...] = tuple(
    """
    post_id code belligerent_id belligerent_name belligerent_slug type assessment_name assessment_slug
    deaths_conceded_min deaths_conceded_max injuries_conceded_min injuries_conceded_max location mgrs_coordinate
    mgrs_accuracy civcas_statements strike_reports
    """.split()
)

_OF_BELLIGERENT = ("post_id", "code", "belligerent_id", "belligerent_name", "belligerent_slug")

STATEMENTS: tuple[str, ...] = (*_OF_BELLIGERENT, "date", "url", "statement", "hash")

STRIKE_REPORTS: tuple[str, ...] = (*_OF_BELLIGERENT, "url", "report", "report_original_language", "hash")

CASUALTIES: tuple[str, ...] = tuple(
    """
    post_id post_status permalink code casualty_type_taxonomy casualty_type_name casualty_type_slug
    casualty_affiliation_name casualty_affiliation_slug while_working killed_min killed_max injured_min injured_max
    hash
    """.split()
)

VICTIMS: tuple[str, ...] = tuple(
    """
    code name name_arabic name_hebrew name_ukrainian gender pregnant age exact_age killed_or_injured
    additional_notes url reconciliation_id group_code in_group num_group_members hash
    """.split()
)

SOURCES: tuple[str, ...] = tuple("code name language url archive_url media hash".split())

INFRASTRUCTURE: tuple[str, ...] = tuple("code group name affiliation declared_target destruction hash".split())

_TOLD = ("civilian_non_combatants", "children", "women", "men", "belligerents")

RESEARCH_SOURCES: tuple[str, ...] = (
    *"""
    code post_id post_published post_modified permalink source_url source_post_id source_date source_author
    source_author_translated source_content source_content_translated source_includes_video
    source_video_transcript_translated
    """.split(),
    *(f"{group}_{outcome}_{bound}" for group in _TOLD for outcome in ("killed", "injured") for bound in ("min", "max")),
)

TABLES: dict[str, tuple[str, ...]] = {
    "incidents": INCIDENTS,
    "belligerents": BELLIGERENTS,
    "belligerent_statements": STATEMENTS,
    "belligerent_strike_reports": STRIKE_REPORTS,
    "casualties": CASUALTIES,
    "victims": VICTIMS,
    "sources": SOURCES,
    "infrastructure": INFRASTRUCTURE,
    "research_sources": RESEARCH_SOURCES,
}
"""The tables by name, with their columns."""
