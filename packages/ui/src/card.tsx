import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export type CardProps = ComponentProps<"div"> & {
  /** Element to render. */
  as?: "div" | "article" | "section" | "li";
  /** Without inner space, for pictures that reach the edge. */
  flush?: boolean;
  /** Answers the pointer; for cards whose title is a link over the whole card. */
  interactive?: boolean;
};

/** A bordered surface. Inside an interactive card give the title link the class `card-link`. */
export function Card({ as: Element = "div", flush, interactive, className, ...rest }: CardProps) {
  return (
    // The element only differs in name; its attributes are those of any block.
    <Element
      {...(rest as ComponentProps<"div"> & ComponentProps<"li">)}
      className={cn(
        "rounded-card border border-border bg-surface",
        flush ? "overflow-hidden" : "p-4 sm:p-6",
        interactive && "relative hover:border-border-strong",
        className,
      )}
    />
  );
}
