-- name: prepare!
insert into zalo_oa (app_id, verifier, button_key) values (:app_id, :verifier, :button_key)
on conflict (app_id) do nothing;

-- name: get^
select * from zalo_oa where app_id = :app_id;

-- name: put!
update zalo_oa set access_token = :access_token, refresh_token = :refresh_token, expires_at = :expires_at,
  refreshed_at = :now, generation = generation + 1, lost_at = null,
  oa_id = case when :oa_id = '' then oa_id else :oa_id end
where app_id = :app_id and generation = :generation;

-- name: lost!
update zalo_oa set lost_at = :now where app_id = :app_id and generation = :generation and lost_at is null;
