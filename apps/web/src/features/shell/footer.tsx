import { Link, ThemeToggle } from "@loconomy/ui";
import { shellTexts } from "./texts.ts";

const linkClass = "inline-flex min-h-11 items-center text-text underline-offset-4 hover:underline";

export function Footer() {
  return (
    <footer className="mt-16 border-t border-border bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 text-sm">
        <p className="text-muted">{shellTexts.tagline}</p>
        <nav aria-label={shellTexts.footer} className="flex flex-wrap gap-x-6">
          <Link href="/search" className={linkClass}>
            {shellTexts.search}
          </Link>
          <Link href="/services" className={linkClass}>
            {shellTexts.services}
          </Link>
          <Link href="/become-a-provider" className={linkClass}>
            {shellTexts.offer}
          </Link>
          <a href="/api/docs" className={linkClass}>
            {shellTexts.help}
          </a>
        </nav>
        <ThemeToggle />
      </div>
    </footer>
  );
}
