import { renderToString } from "react-dom/server";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, it, vi } from "vitest";
import type { cn as Cn } from "./cn.ts";
import { Gallery } from "./gallery.tsx";

const seen = vi.hoisted(() => new Set<string>());
vi.mock("./cn.ts", async (original) => {
  const { cn } = await original<{ cn: typeof Cn }>();
  const noted: typeof cn = (...values) => {
    const classes = cn(...values);
    seen.add(classes);
    return classes;
  };
  return { cn: noted };
});

const merge = extendTailwindMerge({
  extend: { theme: { radius: ["control", "card"], shadow: ["float"] } },
});

it("no part says the same of one element twice: the stylesheet's order would decide", () => {
  renderToString(<Gallery />);
  expect(seen.size).toBeGreaterThan(50);
  expect([...seen].filter((classes) => merge(classes) !== classes)).toEqual([]);
});
