import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const looks = {
  info: { Icon: Info, box: "border-info/40 bg-info-soft", icon: "text-info" },
  success: { Icon: CircleCheck, box: "border-success/40 bg-success-soft", icon: "text-success" },
  danger: { Icon: CircleAlert, box: "border-danger/40 bg-danger-soft", icon: "text-danger" },
};

export type BannerProps = {
  tone?: keyof typeof looks;
  title?: ReactNode;
  /** What happened, whether anything was charged or lost, what to do. */
  children?: ReactNode;
  /** A button or link under the text. */
  action?: ReactNode;
  className?: string;
};

/** A message that stays. Errors are announced at once, the rest politely. */
export function Banner({ tone = "info", title, children, action, className }: BannerProps) {
  const { Icon, box, icon } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex gap-3 rounded-card border p-4", box, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0 stroke-[1.75]", icon)} />
      <div className="flex min-w-0 flex-col gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="max-w-prose">{children}</div>}
        {action && <div className="pt-2">{action}</div>}
      </div>
    </div>
  );
}
