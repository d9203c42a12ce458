import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

export type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** A way back, above the title. */
  back?: { href: string; label: string };
  /** Buttons at the right, under the title on phones. */
  actions?: ReactNode;
  className?: string;
};

/** The one h1 of a page. */
export function PageHeader({ title, description, back, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("flex flex-col gap-1", className)}>
      {back && (
        <Link
          href={back.href}
          className="-ml-1 inline-flex min-h-11 items-center gap-1.5 self-start px-1 text-muted no-underline hover:text-text hover:underline"
        >
          <ArrowLeft aria-hidden className="size-5 stroke-[1.75]" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
        <div className="flex min-w-0 flex-col gap-1">
          <h1 className="text-2xl">{title}</h1>
          {description && <div className="max-w-prose text-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
