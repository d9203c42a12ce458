import type { Metadata } from "next";
import { api } from "../../../api/server.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { ServiceList } from "../../../features/desk/service-list.tsx";
import { servicesTexts } from "../../../features/desk/services-texts.ts";

const t = servicesTexts;
export const metadata: Metadata = { title: t.title };

export default async function DeskServicesPage() {
  const client = await api();
  const provider = await ownProvider(client, "/desk/services");
  const { items } = await client.providers.listServices({ id: provider.id });
  return (
    <DeskPage
      current="/desk/services"
      title={t.title}
      description={t.description}
      slug={provider.slug}
    >
      <ServiceList provider={provider} services={items} />
    </DeskPage>
  );
}
