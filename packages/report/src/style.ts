import { darkTheme, inkOn, lightTheme, type Theme } from './palette.ts'

const properties = ({ series, ...colours }: Theme): string =>
  [
    ...Object.entries(colours).map(([name, colour]) => `--${name}:${colour};`),
    ...series.flatMap((colour, index) => [
      `--series-${index + 1}:${colour};`,
      `--on-series-${index + 1}:${inkOn(colour)};`,
    ]),
  ].join('')

const rules = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
p,ul,dl{margin:.5rem 0}
ul{padding-left:1.25rem}
figure{margin:1rem 0 .5rem}
figcaption,.note{color:var(--muted);font-size:.9rem}
.lead{font-size:1.1rem;color:var(--muted)}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem}
.facts dt{color:var(--muted)}
.facts dd{margin:0}
.scroll{overflow-x:auto}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--series-1);outline-offset:2px}
.chart{display:block;width:100%;min-width:42rem;height:auto}
.chart text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);font-size:.9rem;padding:.25rem 0 .5rem}
th,td{padding:.4rem .45rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;overflow-wrap:normal}
th{font-weight:600}
thead th{background:var(--panel);vertical-align:bottom}
th.text,td.text{text-align:left;overflow-wrap:anywhere}
td.number{white-space:nowrap}
td.number .below{white-space:normal;min-width:4.2rem}
thead th{hyphens:manual}
th .below,td .below{display:block;font-weight:400;color:var(--muted);font-size:.8rem}
td .sure{font-weight:700}
th .unit{display:block;font-weight:400;color:var(--muted);font-size:.8rem}
th[scope=row]{min-width:8.5rem;font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.5rem 0;font-size:.9rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.strategies{list-style:none;padding:0}
.strategies details{margin:.1rem 0}
.strategies summary{color:var(--text);font-size:1rem}
.strategies .key{margin:0 .4rem 0 .2rem}
.key{width:1.6rem;height:.9rem;flex:none;vertical-align:-.1rem}
th .key{margin-right:.35rem}
details{margin:.25rem 0 1rem;font-size:.9rem}
summary{cursor:pointer;color:var(--muted);padding:.25rem 0}
pre{white-space:pre-wrap;background:var(--panel);padding:.75rem;font-size:.8rem;margin:.25rem 0}
.violations{border:2px solid var(--danger);padding:.25rem 1rem 1rem;margin:2rem 0}
.violations h2{border:0;margin-top:.5rem;padding-top:0}
.violations h2,.violations strong{color:var(--danger)}
footer{margin-top:3rem;color:var(--muted);font-size:.85rem}`

const print = `
@page{size:A4;margin:14mm}
body{font-size:10pt}
main{max-width:none;padding:0}
section{break-before:page}
section.joined{break-before:auto}
h2{border:0;margin-top:0;padding-top:0}
h2,h3,.legend{break-after:avoid}
figure,tr,.facts{break-inside:avoid}
.scroll{overflow:visible}
.chart{min-width:0;max-height:240mm}
table{font-size:8pt}
th,td{padding:1mm 1.2mm}
th[scope=row]{min-width:22mm}
td.number .below{min-width:0}
td .below,th .below,th .unit{font-size:7pt}
thead{display:table-header-group}
details{display:none}
.strategies details{display:block}
.strategies summary{list-style:none;font-size:10pt}
section.joined h2{margin-top:8mm}
table{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}`

/**
 * Gives the style sheet of a report: light and dark as the reader's system says, always light on paper.
 *
 * Every colour of page and charts is a custom property of `:root`.
 */
export const styleSheet = (): string =>
  [
    `:root{color-scheme:light dark;${properties(lightTheme)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${properties(darkTheme)}}}`,
    rules,
    `@media print{:root{color-scheme:light}${print}}`,
  ].join('\n')
