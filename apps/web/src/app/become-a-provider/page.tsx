import { Button, Link, PageHeader } from "@loconomy/ui";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import { VerifyNotice } from "../../features/account/verify-notice.tsx";
import { ProviderForm } from "../../features/desk/provider-form.tsx";
import { providerFormTexts } from "../../features/desk/provider-form-texts.ts";

const t = providerFormTexts;
export const metadata: Metadata = { title: t.title };

export default async function BecomeProviderPage() {
  const client = await api();
  const me = await client.users.getMe().catch(orNotFound("/become-a-provider"));
  const [provider, categories] = await Promise.all([
    client.providers.getMyProvider().catch(() => null),
    client.providers.listCategories(),
  ]);
  if (provider) redirect("/desk");
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-8">
      <PageHeader title={t.title} description={t.description} />
      {me.isVerified ? (
        <ProviderForm categories={categories.items} />
      ) : (
        <>
          <VerifyNotice email={me.email} why={t.verifyWhy} />
          <Button asChild className="self-start">
            <Link href="/become-a-provider?again">{t.verified}</Link>
          </Button>
        </>
      )}
    </div>
  );
}
