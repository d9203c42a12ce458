import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  /** What the button does; read aloud and shown as a tooltip. */
  label: string;
  icon: ReactNode;
};

/** The look of it, for a link that shows only an icon. */
export const iconButtonClass =
  "inline-flex size-11 shrink-0 items-center justify-center rounded-control text-text hover:bg-surface-2 disabled:opacity-40 disabled:hover:bg-transparent [&_svg]:size-5 [&_svg]:stroke-[1.75]";

/** A 44 px square button that shows only an icon. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(iconButtonClass, className)}
      {...rest}
    >
      {icon}
    </button>
  );
}
