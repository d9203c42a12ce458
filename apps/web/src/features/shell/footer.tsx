import { Link, ThemeToggle } from "@loconomy/ui";

export function Footer() {
  return (
    <footer className="mt-16 border-t border-border">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-muted">
        <nav aria-label="Footer" className="flex flex-wrap gap-x-6 gap-y-2">
          <Link href="/search">Find a service</Link>
          <Link href="/become-a-provider">Offer a service</Link>
          <a href="/api/docs" className="text-accent underline-offset-4 hover:underline">
            API
          </a>
        </nav>
        <ThemeToggle />
      </div>
    </footer>
  );
}
