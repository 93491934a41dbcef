/// The style sheet of the HTML report.
enum HTMLStyle {
  static let sheet: StaticString = """
    :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#57606a;--rule:#d0d7de;\
    --link:#0550ae;--good:#116329;--bad:#a40e26;--open:#7d4e00;--for:#d2f4d8;--against:#ffdcd7;\
    --context:#fff1b8}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--soft:#9aa5b1;\
    --rule:#30363d;--link:#79b8ff;--good:#56d364;--bad:#ff8e85;--open:#e3b341;--for:#12431f;\
    --against:#5c1a1a;--context:#4b3a06}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    header,main,footer{padding:0 1.25rem;max-width:110rem;margin:auto}
    h1{font-size:1.4rem;margin:1rem 0 0}h2{font-size:1.2rem;margin:1.5rem 0 .5rem}
    h3{font-size:1rem;margin:1.25rem 0 .25rem}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,section:focus-visible\
    {outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper)}
    .soft{color:var(--soft);font-size:.875rem;margin:.1rem 0}
    .outcome{font-size:1.25rem;font-weight:700;margin:.75rem 0 0;padding-left:.6rem;\
    border-left:.35rem solid}
    .favourable{color:var(--good)}.adverse{color:var(--bad)}.open{color:var(--open)}\
    .neutral{color:var(--soft)}
    .counts{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:.75rem 0}
    .counts div{display:flex;gap:.4rem}.counts dd{margin:0;font-weight:700;order:-1}
    @media(min-width:70rem){.columns{display:grid;grid-template-columns:minmax(0,1fr) \
    minmax(0,1.2fr);gap:2rem}.columns>section{max-height:100vh;overflow:auto;position:sticky;\
    top:0}}
    ul.criteria{list-style:none;padding:0;margin:0}ul.criteria>li{border-top:1px solid \
    var(--rule);padding:.35rem 0}
    summary{cursor:pointer}.status{font-weight:700;margin-right:.4rem}
    .evidence{padding-left:1.25rem;margin:.25rem 0}
    q{font-style:italic}
    pre{border:1px solid var(--rule);border-radius:.3rem;padding:.5rem 0;margin:.25rem 0;\
    white-space:pre-wrap;font:.85rem/1.5 ui-monospace,monospace;counter-reset:line}
    .line{display:block;padding:0 .75rem 0 4rem;position:relative}
    .line::before{counter-increment:line;content:counter(line);position:absolute;left:0;\
    width:3rem;text-align:right;color:var(--soft)}
    mark{color:inherit;background:none;border-bottom:2px solid}
    mark.for{background:var(--for);border-color:var(--good)}
    mark.context{background:var(--context);border-color:var(--open);border-bottom-style:dotted}
    mark.against{background:var(--against);border-color:var(--bad);border-bottom-style:double}
    mark.for.against{border-bottom:4px double var(--open)}
    :target,mark:has(:target){outline:3px solid var(--link)}
    @media print{.columns{display:block}.skip{display:none}.columns>section{max-height:none}}
    """
}
