import { EmptyState, Link, PageHeader } from "@loconomy/ui";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { api } from "../../api/server.ts";
import { BookFlow } from "../../features/booking/book-flow.tsx";
import { readJobPlace } from "../../features/shell/job-place.ts";
import { bookTexts } from "../../features/booking/book-texts.ts";
import { holdTexts } from "../../features/booking/hold-texts.ts";

export const metadata: Metadata = { title: bookTexts.title, robots: { index: false } };

/** A time that is kept for somebody is theirs to book: whoever is not known yet signs in first. */
async function requireItsOwner(hold: string, given: { serviceId: string; start: string }) {
  const client = await api();
  const isTheirs = await client.bookings.getHold({ id: hold }).then(
    () => true,
    () => false,
  );
  if (isTheirs || (await client.users.getMe().catch(() => null))) return;
  const here = `/book?${new URLSearchParams({ ...given, hold })}`;
  redirect(`/sign-in?next=${encodeURIComponent(here)}`);
}

interface BookPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const entriesOf = (params: Record<string, string | string[] | undefined>): [string, string][] =>
  Object.entries(params).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );

export default async function BookPage({ searchParams }: BookPageProps) {
  const params = await searchParams;
  const { serviceId, start, hold, variantId: variant } = params;
  if (typeof serviceId === "string" && typeof start === "string") {
    const holdId = typeof hold === "string" ? hold : undefined;
    if (holdId) await requireItsOwner(holdId, { serviceId, start });
    const variantId = typeof variant === "string" ? variant : undefined;
    const place = readJobPlace(new URLSearchParams(entriesOf(params)));
    return (
      <BookFlow
        key={`${serviceId} ${variantId} ${start}`}
        {...{ serviceId, variantId, start, holdId, place }}
      />
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-12">
      <PageHeader title={holdTexts.missingTitle} />
      <EmptyState
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/search"
          >
            {holdTexts.missingLink}
          </Link>
        }
      >
        {holdTexts.missing}
      </EmptyState>
    </div>
  );
}
