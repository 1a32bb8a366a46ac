"""`GET /`: the panel a person can click. Companies, faults with presets, the clock, the fleet."""

from html import escape

import msgspec
from starlette.responses import HTMLResponse

from simulators.clock import iso
from simulators.company import Company
from simulators.fault_rules import Rule
from simulators.page import button, document
from simulators.world import World

STEPS = (("1 minute", 60), ("1 hour", 3600), ("1 day", 86_400))


def panel_page(world: World) -> HTMLResponse:
    """Return the page as the world is now."""
    body = (
        "<header><h1>Simulators</h1><p>Stand-ins for the outside companies. Nothing here leaves this machine.</p>"
        '<div class="end"><a class="button" href="/mail/">Mailbox</a>'
        + button("Reset everything", "POST", "/reset", kind="bad", confirm="Put everything back to the seed?")
        + f"</div></header><main>{_faults(world)}{_clock(world)}"
        + "".join(_company(company) for company in world.companies)
        + "</main>"
    )
    return document("Simulators", body)


def _faults(world: World) -> str:
    presets = "".join(
        _preset(preset.label, preset.rules) for company in world.companies for preset in company.presets()
    )
    clear = button("Clear all faults", "DELETE", "/faults", kind="main")
    rules = "".join(_rule(rule) for rule in world.switchboard.rules)
    heads = "<th>Company</th><th>What</th><th>Where</th><th>Hits</th><th></th>"
    table = f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rules}</tbody></table></div>'
    none = '<p class="ok">Everything works.</p>'
    return (
        f'<section><h2>Faults</h2><div class="row">{presets}{clear}</div>'
        f'<div id="faults" data-live>{table if rules else none}</div></section>'
    )


def _preset(label: str, rules: list[Rule]) -> str:
    return button(label, "PUT", "/faults", body=msgspec.json.encode(rules).decode())


def _rule(rule: Rule) -> str:
    what = f"{rule.kind} {rule.status}" if rule.kind == "status" else rule.kind
    if rule.seconds is not None:
        what += f", {rule.seconds:g} s"
    if rule.probability < 1:
        what += f", {rule.probability:.0%}"
    most = "" if rule.times is None else f" of {rule.times}"
    where = f"{rule.method or 'any'} {rule.path}"
    return (
        f'<tr><td>{escape(rule.company)}</td><td>{escape(what)}</td><td class="mono">{escape(where)}</td>'
        f"<td>{rule.hits}{most}</td><td>{button('Clear', 'DELETE', f'/faults/{rule.id}')}</td></tr>"
    )


def _clock(world: World) -> str:
    steps = "".join(
        button(f"+ {label}", "POST", "/clock", body=msgspec.json.encode({"advanceSeconds": seconds}).decode())
        for label, seconds in STEPS
    )
    ahead = world.clock.offset_seconds
    told = f"{ahead:,.0f} s ahead" if ahead else "on time"
    shown = iso(world.clock.now())[:19].replace("T", " ")
    return (
        '<section><h2>Clock</h2><div class="row"><span id="clock" data-live>'
        f'<span class="mono">{shown} UTC</span> <span class="quiet">{told}</span></span>{steps}</div></section>'
    )


def _company(company: Company) -> str:
    calls = company.calls
    told = f"{calls.total} calls, {calls.in_flight} running, at most {calls.most_in_flight} at once"
    return (
        f'<section><h2>{escape(company.title)}</h2><div id="{escape(company.name)}" data-live>'
        f'<p class="quiet"><span class="mono">/{escape(company.name)}{escape(company.api)}</span> · {told}</p>'
        f"{company.section()}</div></section>"
    )
