import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type EmptyStateProps = {
  icon?: ReactNode;
  /** One sentence: what is not here, and why that is fine. */
  children: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  className?: string;
};

/** Nothing here yet: one sentence and one action. */
export function EmptyState({ icon, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-4 rounded-card border border-dashed border-border-strong px-6 py-12 text-center",
        className,
      )}
    >
      {icon && (
        <span className="flex size-12 items-center justify-center rounded-full bg-surface-2 text-muted [&_svg]:size-6 [&_svg]:stroke-[1.75]">
          {icon}
        </span>
      )}
      <p className="max-w-[44ch] text-lg text-balance">{children}</p>
      {action}
    </div>
  );
}
