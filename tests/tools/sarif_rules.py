"""What SARIF 2.1.0 (OASIS, 2020) demands of the objects that `sheaf check` writes, transcribed: members that must be
there, those that may be, their types and words. `.ci/sarif` asks the published schema the same of the same files."""
import re

TEXT, WHOLE, FLAG = (str,), (int,), (bool,)
# object: {member: (required, type or object name or [object name] or set of words)}
MESSAGE = {"text": (True, TEXT)}
OBJECTS = {
    "log": {"$schema": (False, TEXT), "version": (True, {"2.1.0"}), "runs": (True, ["run"])},
    "run": {"tool": (True, "tool"), "results": (False, ["result"]), "invocations": (False, ["invocation"])},
    "tool": {"driver": (True, "driver")},
    "driver": {"name": (True, TEXT), "version": (False, TEXT), "semanticVersion": (False, TEXT), "rules": (False, ["rule"])},
    "rule": {"id": (True, TEXT), "shortDescription": (False, "message"), "fullDescription": (False, "message")},
    "message": MESSAGE,
    "result": {"ruleId": (True, TEXT), "kind": (False, {"notApplicable", "pass", "fail", "review", "open", "informational"}),
               "level": (False, {"none", "note", "warning", "error"}), "message": (True, "message"),
               "locations": (False, ["location"]), "partialFingerprints": (False, "texts"),
               "suppressions": (False, ["suppression"]), "properties": (False, dict)},
    "location": {"physicalLocation": (False, "physicalLocation"), "logicalLocations": (False, ["logicalLocation"])},
    "physicalLocation": {"artifactLocation": (True, "artifactLocation"), "region": (False, "region")},
    "artifactLocation": {"uri": (True, TEXT)},
    "region": {"startLine": (True, WHOLE)},
    "logicalLocation": {"name": (False, TEXT), "kind": (False, TEXT)},
    "suppression": {"kind": (True, {"inSource", "external"}), "justification": (False, TEXT)},
    "invocation": {"executionSuccessful": (True, FLAG), "toolExecutionNotifications": (False, ["notification"])},
    "notification": {"level": (False, {"none", "note", "warning", "error"}), "message": (True, "message"),
                     "descriptor": (False, "descriptor"), "locations": (False, ["location"])},
    "descriptor": {"id": (True, TEXT)},
}
URI = re.compile(r"^(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$")  # RFC 3986, as far as Sheaf uses it


def value_problems(value, wanted, path):
    if isinstance(wanted, list):
        if not isinstance(value, list):
            yield f"{path}: no array"
            return
        for i, element in enumerate(value):
            yield from object_problems(element, wanted[0], f"{path}/{i}")
    elif isinstance(wanted, set):
        if value not in wanted:
            yield f"{path}: {value!r} is none of {sorted(wanted)}"
    elif wanted == "texts":
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            yield f"{path}: no object of texts"
    elif isinstance(wanted, str):
        yield from object_problems(value, wanted, path)
    elif not isinstance(value, wanted) or (wanted == WHOLE and (isinstance(value, bool) or value < 1)):
        yield f"{path}: {value!r} is of the wrong type"


def object_problems(value, name, path=""):
    members = OBJECTS[name]
    if not isinstance(value, dict):
        yield f"{path}: no object"
        return
    yield from (f"{path}: lacks {m}" for m, (required, _) in members.items() if required and m not in value)
    yield from (f"{path}: has {m}, which is not known" for m in value if m not in members)
    for member in members:
        if member in value:
            yield from value_problems(value[member], members[member][1], f"{path}/{member}")


def problems(log):
    """All that is wrong; beside the shape, what the text of the standard says of members together."""
    found = list(object_problems(log, "log"))
    for r, run in enumerate(log.get("runs", [])):
        rules = [rule.get("id") for rule in run.get("tool", {}).get("driver", {}).get("rules", [])]
        if len(set(rules)) < len(rules):
            found.append(f"/runs/{r}: a rule is listed twice")
        suppressing = ["suppressions" in result for result in run.get("results", [])]
        if any(suppressing) and not all(suppressing):
            found.append(f"/runs/{r}: suppressions are known of some results only (3.27.23)")
        for i, result in enumerate(run.get("results", [])):
            if result.get("kind", "fail") != "fail" and result.get("level") != "none":
                found.append(f"/runs/{r}/results/{i}: a result of kind {result.get('kind')} has a level (3.27.10)")
            if result.get("ruleId") not in rules:
                found.append(f"/runs/{r}/results/{i}: the rule {result.get('ruleId')} is not listed")
            for location in result.get("locations", []):
                uri = location.get("physicalLocation", {}).get("artifactLocation", {}).get("uri", "")
                if not URI.match(uri):
                    found.append(f"/runs/{r}/results/{i}: {uri!r} is no URI")
    return found
