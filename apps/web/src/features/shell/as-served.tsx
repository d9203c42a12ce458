"use client";
import { useId, useState, type ReactNode } from "react";

/**
 * Text and plain links that nothing in the browser changes. When the page starts they are left as the server sent them, where
 * React would go through every element again; they are rendered in the browser when it gets there by a link, or when `children`
 * are no longer those that were served. Nothing in them may have state, effects or handlers: those would do nothing.
 */
export function AsServed({ children, className }: { children: ReactNode; className?: string }) {
  const id = useId();
  // An id that is given while rendering in the browser is never one of the server's.
  const [served] = useState(() =>
    typeof document !== "undefined" && document.getElementById(id) ? children : undefined,
  );
  return served !== undefined && served === children ? (
    <div
      id={id}
      className={className}
      suppressHydrationWarning
      // React compares this with nothing as the page starts, and then only with itself.
      dangerouslySetInnerHTML={{ __html: "" }}
    />
  ) : (
    <div id={id} className={className}>
      {children}
    </div>
  );
}
