import { Link } from "@loconomy/ui";
import { AccountMenu } from "./account-menu.tsx";
import { BrandMark } from "./brand-mark.tsx";
import { shellTexts } from "./texts.ts";

const linkClass =
  "inline-flex min-h-11 items-center font-medium text-text no-underline hover:text-accent";

/** The same for everybody when it is rendered, so that pages can be cached; who is signed in is asked in the browser. */
export function Header() {
  return (
    <header className="sticky top-0 z-20 border-b border-border bg-bg">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-3 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2"
      >
        {shellTexts.skip}
      </a>
      <div className="mx-auto flex h-16 max-w-6xl items-center justify-between gap-4 px-4">
        <div className="flex items-center gap-8">
          <Link
            href="/"
            className="inline-flex min-h-11 items-center gap-2 text-lg font-semibold text-text no-underline"
          >
            <BrandMark />
            <span className="max-[359px]:sr-only">{shellTexts.brand}</span>
          </Link>
          <nav aria-label={shellTexts.mainNavigation} className="flex gap-6 max-md:hidden">
            <Link href="/search" className={linkClass}>
              {shellTexts.search}
            </Link>
            <Link href="/become-a-provider" className={linkClass}>
              {shellTexts.offer}
            </Link>
          </nav>
        </div>
        <AccountMenu />
      </div>
    </header>
  );
}
