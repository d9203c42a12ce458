import { Badge } from "@loconomy/ui";
import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  /** How many things in it wait for somebody. */
  badge?: number;
  text?: string;
  children: ReactNode;
}

/** A part of one of the console's views. */
export function Section({ title, badge = 0, text, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-3" aria-label={title}>
      <h2 className="flex items-center gap-2 text-xl">
        {title}
        {badge > 0 && <Badge tone="danger">{badge}</Badge>}
      </h2>
      {text && <p className="max-w-prose text-muted">{text}</p>}
      {children}
    </section>
  );
}
