import { BookingStatus } from "@loconomy/contracts";
import { Button, Link, PageHeader, Select, TabLinks, TextField } from "@loconomy/ui";
import type { ReactNode } from "react";
import { type ConsoleQuery, type ConsoleView, VIEWS, consoleHref } from "./console-query.ts";
import { texts } from "./texts.ts";

interface ConsolePageProps {
  query: ConsoleQuery;
  nextCursor: string | null;
  children: ReactNode;
}

const SEARCHABLE: ReadonlySet<ConsoleView> = new Set(["users", "providers", "bookings"]);

/** The frame of the console: views, search and paging. All of it are links and a form, so it works by keyboard at once. */
export function ConsolePage({ query, nextCursor, children }: ConsolePageProps) {
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 py-6">
      <PageHeader title={texts.title} />
      <TabLinks
        label={texts.nav}
        tabs={VIEWS.map((view) => ({
          href: consoleHref({ view }),
          label: texts.views[view],
          current: view === query.view,
        }))}
      />
      {SEARCHABLE.has(query.view) && <Filter query={query} />}
      {children}
      <nav aria-label={texts.views[query.view]} className="flex gap-3">
        {query.cursor && (
          <Button asChild variant="quiet">
            <Link href={consoleHref({ ...query, cursor: undefined })}>{texts.first}</Link>
          </Button>
        )}
        {nextCursor && (
          <Button asChild variant="quiet">
            <Link href={consoleHref({ ...query, cursor: nextCursor })} rel="next">
              {texts.next}
            </Link>
          </Button>
        )}
      </nav>
    </div>
  );
}

function Filter({ query }: { query: ConsoleQuery }) {
  return (
    <form
      key={consoleHref(query)}
      action="/console"
      role="search"
      className="flex flex-wrap items-end gap-3"
    >
      <input type="hidden" name="view" value={query.view} />
      {query.view === "bookings" ? (
        <Select
          label={texts.status}
          name="status"
          className="w-60"
          defaultValue={query.status}
          placeholder={texts.anyStatus}
          options={BookingStatus.options.map((value) => ({ value, label: texts.statuses[value] }))}
        />
      ) : (
        <TextField
          type="search"
          name="q"
          className="w-80 max-w-full"
          defaultValue={query.q}
          label={query.view === "users" ? texts.searchUsers : texts.searchProviders}
        />
      )}
      <Button type="submit" variant="quiet">
        {texts.find}
      </Button>
    </form>
  );
}
