import _uuid, uuid

raw, safe = _uuid.generate_time_safe()
print(len(raw), safe in (0, -1), uuid.UUID(bytes=raw).version, _uuid.has_uuid_generate_time_safe)  # expect: 16 True 1 1
print(uuid.uuid1() != uuid.uuid1(), uuid.uuid4().version)  # expect: True 4
