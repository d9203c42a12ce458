"use client";
import { Link } from "@loconomy/ui";
import { AccountMenu } from "./account-menu.tsx";

/** The same for everybody when it is rendered, so that pages can be cached; who is signed in is asked in the browser. */
export function Header() {
  return (
    <header className="sticky top-0 z-20 border-b border-border bg-bg">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-3 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2">
        Skip to content
      </a>
      <div className="mx-auto flex h-16 max-w-6xl items-center justify-between gap-4 px-4">
        <Link href="/" className="text-lg font-semibold text-text no-underline">
          Loconomy
        </Link>
        <AccountMenu />
      </div>
    </header>
  );
}
