"""The number of every field name on the wire (spec/entry-types.md).

Numbers are final: new names are added at the end.
"""

from __future__ import annotations

from typing import Final

_ORDER: Final = (
    "id framework kind name by where stretches level frequency start planned_end date basis why status authorised ref "
    "until means source relies_on garrison may_fill end end_press ended_because ended_why outputs observed "
    "from_measure to_measure overlap confirmed_by party seat measure road half state segment_from segment_to what "
    "note founded area mandate rules asked_by mediated_by members constituency since role blocked reason over missed "
    "period count reported adm1 cercle lat lon rough market_days via length_km months arrests handed_to_justice other "
    "parties parent agreed signed by_text authentic missing_in_text paper sha256 kept_at ended how agreement theme "
    "statuses place beside meeting who who_text due due_after days after every means_text authority proof verifier "
    "ends_when handed_to fallback clauses not_agreed same_as nature binding committee_size waiting_for delivered "
    "proofs ratings scale step evidence body called_for agenda because led_to held present constituencies conclusions "
    "awaited_from otherwise about reservations channel received near told assessment grade reliability credibility "
    "receipt incident answer_text place_precision hours over_days killed injured abducted vehicles escorted against "
    "handling reports attribution team method finding dissent rule responder decision decided outcome feedback "
    "escalated_to alert support mediators counter_message answered dialogue members_count through through_text to "
    "to_text endorsed_by sent next_date answer delivered_on says window comparator expected testable never_a_number "
    "side replies claim cut_off settings data_digest seed ratio_milli low_milli high_milli verdict region consent "
    "scope given roads planned_start week verified_by joint_briefing comparisons ring reviews expected_milli "
    "plan looked recurrence_days quorum silence_hours alarm_days asked undoes cases external revision "
    "event happened where_said along_m within_m gazetteer "
    "said_by confirmations named_rule issue stage languages audience charter committee undertaking attestations "
    "reach_percent indicator spot "
    "conduct cycle_days last_seen hot_spots contacts joint_patrol lasts_days counted pace_percent notice to_justice "
    "codings adjudications done_percent "
    "subject enabled least sources acknowledge_hours decide_hours act_hours ladder screen_hours settle_hours "
    "safety patrols market "
    "second"
).split()

FIELDS: Final[dict[str, int]] = {name: number for number, name in enumerate(_ORDER)}
NAMES: Final[dict[int, str]] = {number: name for name, number in FIELDS.items()}
