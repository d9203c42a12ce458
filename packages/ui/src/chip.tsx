import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

const chipClass =
  "inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-base font-medium whitespace-nowrap no-underline disabled:opacity-50 [&_svg]:size-5 [&_svg]:stroke-[1.75]";
const freeClass = "border-border-strong bg-surface text-text hover:bg-surface-2";
const selectedClass = "border-accent bg-accent-soft text-accent ring-1 ring-accent";

type ChipShared = { selected?: boolean; icon?: ReactNode };
type ChipLinkProps = ChipShared & ComponentProps<"a"> & { href: string };
type ChipButtonProps = ChipShared & ComponentProps<"button"> & { href?: undefined };

export type ChipProps = ChipLinkProps | ChipButtonProps;

/** A filter that is on or off: a pressed button, or with `href` a link to the filtered page. */
export function Chip(props: ChipProps) {
  if (props.href !== undefined) {
    const { selected = false, icon, className, children, ...link } = props;
    return (
      <Link
        aria-current={selected ? "true" : undefined}
        {...link}
        className={cn(chipClass, selected ? selectedClass : freeClass, className)}
      >
        {icon}
        {children}
      </Link>
    );
  }
  const { selected = false, icon, className, children, ...button } = props;
  return (
    <button
      type="button"
      aria-pressed={selected}
      {...button}
      className={cn(chipClass, selected ? selectedClass : freeClass, className)}
    >
      {icon}
      {children}
    </button>
  );
}
