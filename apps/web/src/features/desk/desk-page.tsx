import { Button, Link, PageHeader, TabLinks } from "@loconomy/ui";
import type { ReactNode } from "react";
import { texts } from "./texts.ts";

const TABS = [
  { href: "/desk", label: texts.nav.today },
  { href: "/desk/calendar", label: texts.nav.week },
  { href: "/desk/services", label: texts.nav.services },
  { href: "/desk/hours", label: texts.nav.hours },
  { href: "/desk/calendars", label: texts.nav.calendars },
  { href: "/desk/money", label: texts.nav.money },
  { href: "/desk/payouts", label: texts.nav.payouts },
  { href: "/desk/invoices", label: texts.nav.invoices },
] as const;

interface DeskPageProps {
  current: (typeof TABS)[number]["href"];
  title: string;
  description?: string;
  /** Slug of the public page. */
  slug: string;
  children: ReactNode;
}

/** The frame of the provider's pages. */
export function DeskPage({ current, title, description, slug, children }: DeskPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <PageHeader
        title={title}
        description={description}
        actions={
          <Button asChild variant="quiet">
            <Link href={`/providers/${slug}`}>{texts.publicPage}</Link>
          </Button>
        }
      />
      <TabLinks
        label={texts.nav.label}
        tabs={TABS.map((tab) => ({ ...tab, current: tab.href === current }))}
      />
      {children}
    </div>
  );
}
