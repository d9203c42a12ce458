"use client";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type DownloadLinkProps = {
  href: string;
  children: ReactNode;
  className?: string;
};

/** A file to keep. It is asked for in the reader's language: the address gets that as `locale` when it is followed. */
export function DownloadLink({ href, children, className }: DownloadLinkProps) {
  return (
    <a
      className={cn(
        "inline-flex min-h-11 items-center text-accent underline underline-offset-4 hover:decoration-2",
        className,
      )}
      href={href}
      download
      onClick={({ currentTarget }) => {
        const url = new URL(currentTarget.href);
        url.searchParams.set("locale", navigator.language);
        currentTarget.href = url.href;
      }}
    >
      {children}
    </a>
  );
}
