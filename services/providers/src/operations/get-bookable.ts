import type { Provider, Service } from "@loconomy/contracts";
import { query } from "@loconomy/kit";
import {
  SELECT_PROVIDER,
  SELECT_SERVICE,
  toProvider,
  toService,
  type ProviderRow,
  type ServiceRow,
} from "../rows.ts";
import type { Providers } from "../service.ts";

interface Row {
  provider: Omit<ProviderRow, "createdAt"> & { createdAt: string };
  service: ServiceRow;
}

const SQL = `select to_json(provider) as provider, to_json(service) as service
  from (${SELECT_SERVICE} where s.id = $1 and s.is_active and s.deleted_at is null) service
  cross join lateral (${SELECT_PROVIDER} where p.id = service."providerId" and p.is_active) provider`;

/** Provider and service for a booking, in one statement; null when either does not exist or is inactive. */
export const getBookable = async (
  { db }: Providers,
  serviceId: string,
): Promise<{ provider: Provider; userId: string; service: Service } | null> => {
  const [row] = await query<Row>(db, SQL, [serviceId]);
  if (!row) return null;
  const provider = toProvider({ ...row.provider, createdAt: new Date(row.provider.createdAt) });
  return { provider, userId: row.provider.userId, service: toService(row.service) };
};
