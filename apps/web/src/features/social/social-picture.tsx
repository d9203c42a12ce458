import type { SocialCard } from "./load-card.ts";
import { socialTexts } from "./texts.ts";

/** Names can be long; the picture cannot. */
const TITLE_LENGTH_MAX = 80;
const LONG_TITLE = 36;

/** The picture of a page, 1200 × 630: in the light colors of the design system, which its maker knows no variables of. */
export function SocialPicture({ title, lines }: SocialCard) {
  const shown =
    title.length > TITLE_LENGTH_MAX ? `${title.slice(0, TITLE_LENGTH_MAX - 1).trimEnd()}…` : title;
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: 72,
        background: "#FBFAF8",
        color: "#1C1B19",
        borderTop: "24px solid #0F6B5C",
        fontFamily: "Figtree",
      }}
    >
      <div
        style={{
          display: "flex",
          fontSize: shown.length > LONG_TITLE ? 68 : 88,
          fontWeight: 600,
          lineHeight: 1.1,
        }}
      >
        {shown}
      </div>
      <div style={{ display: "flex", flexDirection: "column", gap: 12, fontSize: 38 }}>
        {lines.map((line) => (
          <div key={line} style={{ display: "flex", color: "#5F5B55" }}>
            {line}
          </div>
        ))}
      </div>
      <div
        style={{ display: "flex", alignItems: "center", gap: 20, fontSize: 40, fontWeight: 600 }}
      >
        <div
          style={{
            display: "flex",
            width: 44,
            height: 44,
            borderRadius: 44,
            background: "#0F6B5C",
          }}
        />
        {socialTexts.brand}
      </div>
    </div>
  );
}
