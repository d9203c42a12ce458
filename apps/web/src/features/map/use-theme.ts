"use client";
import { useSyncExternalStore } from "react";

const dark = "(prefers-color-scheme: dark)";

const subscribe = (changed: () => void) => {
  const media = window.matchMedia(dark);
  const attribute = new MutationObserver(changed);
  media.addEventListener("change", changed);
  attribute.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    media.removeEventListener("change", changed);
    attribute.disconnect();
  };
};

const read = () =>
  document.documentElement.dataset["theme"] ?? (window.matchMedia(dark).matches ? "dark" : "light");

/** "light" or "dark", and a new render when it changes. */
export const useTheme = (): string => useSyncExternalStore(subscribe, read, () => "light");
