import { cn } from "./cn.ts";

/** A gray block of the final size while content loads. Size it with classes: `h-6 w-40`; other corners carry `!`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "block animate-pulse rounded-control bg-surface-2 motion-reduce:animate-none",
        className,
      )}
    />
  );
}
