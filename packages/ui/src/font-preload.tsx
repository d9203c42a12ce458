"use client";
import { preload } from "react-dom";

const latin = new URL(
  "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  import.meta.url,
);

/** Asks for the font of the page together with its style sheet rather than after it. */
export function FontPreload() {
  preload(latin.pathname, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return null;
}
