import type { Letter, Site } from "./letter.ts";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML; line breaks stay. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!).replaceAll("\n", "<br>");

const LIGHT = {
  bg: "#FBFAF8",
  surface: "#FFFFFF",
  border: "#E4E0D9",
  text: "#1C1B19",
  muted: "#5F5B55",
  accent: "#0F6B5C",
  onAccent: "#FFFFFF",
};
const DARK = {
  bg: "#141311",
  surface: "#1D1B19",
  border: "#3A3632",
  text: "#F3F0EB",
  muted: "#B5AEA5",
  accent: "#4CC2AC",
  onAccent: "#06231E",
};

const FONT =
  "'Figtree Variable',Figtree,-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Light colours are inlined for programs that drop the style sheet; dark ones can only stand here, so they must win. */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;width:100%;-webkit-text-size-adjust:100%}
a{color:${LIGHT.accent}}
@media (max-width:480px){.pad{padding:24px 20px!important}.label,.value{display:block!important;width:auto!important}.label{padding:8px 0 0!important}.value{padding:0!important}.gap{height:12px!important}.action,.action tbody,.action tr,.action td,.action a{display:block!important;width:auto!important}}
@media (prefers-color-scheme:dark){.bg{background:${DARK.bg}!important}.card{background:${DARK.surface}!important;border-color:${DARK.border}!important}.rule{border-color:${DARK.border}!important}.text{color:${DARK.text}!important}.muted{color:${DARK.muted}!important}.brand,a{color:${DARK.accent}!important}.button{background:${DARK.accent}!important;border-color:${DARK.accent}!important;color:${DARK.onAccent}!important}}
`.trim();

const type = (size: number, line: number, color: string, weight = 400): string =>
  `font-family:${FONT};font-size:${size}px;line-height:${line}px;font-weight:${weight};color:${color};`;

const paragraph = (text: string): string =>
  `<p class="text" style="margin:0 0 16px;overflow-wrap:anywhere;${type(16, 24, LIGHT.text)}">${escapeHtml(text)}</p>`;

/** Small print; an address in it is a link. */
const note = (text: string): string => {
  const linked = escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/g,
    (url) => `<a href="${url}" class="muted" style="color:${LIGHT.muted};">${url}</a>`,
  );
  return `<p class="muted" style="margin:16px 0 0;overflow-wrap:anywhere;${type(14, 20, LIGHT.muted)}">${linked}</p>`;
};

const detail = ([label, value]: [string, string]): string =>
  `<tr><th class="label muted" scope="row" align="left" valign="top" width="120" style="width:120px;padding:6px 16px 6px 0;${type(14, 24, LIGHT.muted)}">${escapeHtml(label)}</th>` +
  `<td class="value text" valign="top" style="padding:6px 0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;${type(16, 24, LIGHT.text)}">${escapeHtml(value)}</td></tr>`;

const GAP =
  '<tr><td class="gap" colspan="2" style="height:6px;line-height:0;font-size:0;">&nbsp;</td></tr>';

const details = (rows: Letter["details"]): string =>
  rows.length === 0
    ? ""
    : `<table class="rule" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;border-top:1px solid ${LIGHT.border};border-bottom:1px solid ${LIGHT.border};"><tbody>${GAP}${rows.map(detail).join("")}${GAP}</tbody></table>`;

const button = ({ label, url }: Letter["action"]): string =>
  `<table class="action" role="presentation" cellpadding="0" cellspacing="0"><tbody><tr><td><a class="button" href="${escapeHtml(url)}" style="display:inline-block;box-sizing:border-box;padding:10px 24px;border:2px solid ${LIGHT.accent};border-radius:8px;background:${LIGHT.accent};text-align:center;text-decoration:none;${type(16, 24, LIGHT.onAccent, 600)}">${escapeHtml(label)}</a></td></tr></tbody></table>`;

/** The letter as one HTML document: a single column of at most 600 px, light or dark as the reader has it. */
export const letterHtml = (letter: Letter, { publicUrl }: Site): string =>
  `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<style>${STYLE}</style>
</head>
<body class="bg" style="margin:0;padding:0;background:${LIGHT.bg};">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${escapeHtml(letter.preheader)}${"&#8199;&#847;".repeat(40)}</div>
<table class="bg" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${LIGHT.bg};"><tr><td align="center" style="padding:24px 12px 32px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;">
<tr><td style="padding:0 8px 16px;"><a class="brand" href="${escapeHtml(publicUrl)}" style="text-decoration:none;${type(18, 26, LIGHT.accent, 600)}">Loconomy</a></td></tr>
<tr><td class="card pad" style="padding:32px;background:${LIGHT.surface};border:1px solid ${LIGHT.border};border-radius:14px;">
<h1 class="text" style="margin:0 0 16px;overflow-wrap:anywhere;${type(22, 30, LIGHT.text, 600)}">${escapeHtml(letter.heading)}</h1>
${letter.paragraphs.map(paragraph).join("\n")}
${details(letter.details)}
${button(letter.action)}
${letter.notes.map(note).join("\n")}
</td></tr>
<tr><td class="muted" style="padding:16px 8px 0;${type(14, 20, LIGHT.muted)}">Loconomy, local services you can book</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
