-- Authorisations that the stand-in for Stripe ends when nobody captures them in time.
create index stripe_objects_lapse on sandbox.stripe_objects (((internal ->> 'lapsesAt')::bigint))
  where type = 'payment_intent' and internal ? 'lapsesAt';
