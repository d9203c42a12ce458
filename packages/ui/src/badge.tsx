import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const badgeStyles = cva(
  "inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap [&_svg]:size-4 [&_svg]:stroke-[1.75]",
  {
    variants: {
      tone: {
        neutral: "bg-surface-2 text-muted",
        accent: "bg-accent-soft text-accent",
        success: "bg-success-soft text-success",
        info: "bg-info-soft text-info",
        danger: "bg-danger-soft text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeProps = {
  tone?: "neutral" | "accent" | "success" | "info" | "danger";
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A short fact or state. Not a control. */
export function Badge({ tone, icon, children, className }: BadgeProps) {
  return (
    <span className={cn(badgeStyles({ tone }), className)}>
      {icon}
      {children}
    </span>
  );
}
