import type { Me } from "@loconomy/contracts";
import { Avatar, Badge, Banner, Card, Link, PageHeader, defaultLocale } from "@loconomy/ui";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "../shell/sign-out-button.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { ResendLink } from "./resend-link.tsx";
import { texts } from "./texts.ts";

interface AccountViewProps {
  me: Me;
  /** Whether the visitor just came from the link in the confirmation mail. */
  justVerified: boolean;
  /** More cards, after the person's own data. */
  children?: ReactNode;
}

// The month only: which day it was depends on where one stands.
const sinceMonth = new Intl.DateTimeFormat(defaultLocale, {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** The signed-in person's own data. */
export function AccountView({ me, justVerified, children }: AccountViewProps) {
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-8">
      <div className="flex items-center gap-4">
        <Avatar name={me.displayName} src={me.avatarUrl ?? undefined} size={64} />
        <PageHeader
          title={texts.account.title}
          description={texts.account.since(sinceMonth.format(new Date(me.createdAt)))}
        />
      </div>
      {justVerified && me.isVerified && (
        <Banner tone="success">{texts.account.justVerified}</Banner>
      )}
      {justVerified && !me.isVerified && (
        <Banner tone="danger" title={texts.verify.expiredTitle}>
          {texts.verify.expired}
        </Banner>
      )}
      <Card as="section" aria-labelledby="profile" className="flex flex-col gap-4">
        <h2 id="profile" className="text-xl">
          {texts.account.profile}
        </h2>
        <ProfileForm me={me} />
      </Card>
      <EmailCard me={me} />
      {children}
      <Card as="section" className="flex flex-wrap items-center justify-between gap-4">
        <p>{texts.account.offer}</p>
        {me.role === "provider" ? (
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/desk"
          >
            {texts.account.deskLink}
          </Link>
        ) : (
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/become-a-provider"
          >
            {texts.account.offerLink}
          </Link>
        )}
      </Card>
      <div>
        <SignOutButton />
      </div>
    </div>
  );
}

function EmailCard({ me }: { me: Me }) {
  return (
    <Card as="section" aria-labelledby="email" className="flex flex-col gap-3">
      <h2 id="email" className="text-xl">
        {texts.account.email}
      </h2>
      <p className="flex flex-wrap items-center gap-3">
        <span className="min-w-0 break-words">{me.email}</span>
        {me.isVerified ? (
          <Badge tone="success" icon={<CircleCheck aria-hidden />}>
            {texts.account.verified}
          </Badge>
        ) : (
          <Badge tone="info" icon={<CircleAlert aria-hidden />}>
            {texts.account.notVerified}
          </Badge>
        )}
      </p>
      {!me.isVerified && (
        <>
          <p className="text-muted">{texts.account.notVerifiedWhy}</p>
          <ResendLink email={me.email} />
        </>
      )}
    </Card>
  );
}
