import { providerTexts } from "./texts.ts";

/** Scrolls by itself where the panel is sticky, so that price and button stay in view. */
export const SCROLL_CLASS = "-m-1 flex min-h-0 grow flex-col gap-4 p-1 lg:overflow-y-auto";

/** Until when canceling is free, and that nothing is charged yet. */
export const Policy = ({ line }: { line: string }) => (
  <p className="text-sm text-muted">
    {line} {providerTexts.times.noCharge}
  </p>
);
