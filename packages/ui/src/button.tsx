import { cva } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import {
  Children,
  type ComponentProps,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  cloneElement,
} from "react";
import { cn } from "./cn.ts";

const buttonStyles = cva(
  "relative inline-flex items-center justify-center gap-2 rounded-control text-center font-medium transition-[opacity,transform] select-none active:not-disabled:scale-[0.985] disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent no-underline hover:bg-accent-hover",
        quiet: "border border-border-strong bg-surface text-text no-underline hover:bg-surface-2",
        danger: "bg-danger text-on-danger no-underline hover:bg-danger-hover",
        link: "text-accent underline decoration-1 underline-offset-4 hover:decoration-2",
      },
      size: { md: "min-h-11 py-2.5 text-base", lg: "min-h-13 py-3 text-lg" },
      full: { true: "w-full" },
    },
    compoundVariants: [
      // Its words stand at the edge where all others begin.
      { variant: "link", className: "-mx-1 px-1" },
      { variant: ["primary", "quiet", "danger"], size: "md", className: "px-4" },
      { variant: ["primary", "quiet", "danger"], size: "lg", className: "px-6" },
    ],
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> & {
  variant?: "primary" | "quiet" | "danger" | "link";
  size?: "md" | "lg";
  /** As wide as its container. */
  full?: boolean;
  /** Shows a spinner in place of the label, keeps the width and ignores clicks. */
  loading?: boolean;
  /** Puts the look on the one child element (a link) instead of rendering a button. */
  asChild?: boolean;
};

/** The action of a view. One primary button per view; everything else is quiet or a link. */
export function Button({
  variant,
  size,
  full,
  loading = false,
  asChild = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size, full }), className);
  if (asChild) {
    const child = Children.only(children) as ReactElement<{ className?: string }>;
    return cloneElement(child, { ...rest, className: cn(classes, child.props.className) });
  }
  return (
    <button
      {...rest}
      type={type}
      className={classes}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest["aria-disabled"]}
      onClick={loading ? ignoreClick : onClick}
    >
      {loading ? <Busy>{children}</Busy> : children}
    </button>
  );
}

/** Keeps the label in place but unseen: the width stays and a screen reader still reads the name. */
function Busy({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
      <LoaderCircle aria-hidden className="absolute animate-spin motion-reduce:animate-none" />
    </>
  );
}

function ignoreClick(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}
