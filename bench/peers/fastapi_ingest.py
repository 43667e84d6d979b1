"""Smallest honest equivalent of the seed's POST /api/v1/telemetry/events: same fields, same steps (validate, look the source up
by slug, insert, read back, answer the stored row) on FastAPI + SQLAlchemy + Postgres. Two forms: /sync (SQLAlchemy + psycopg2 in
FastAPI's thread pool) and /async (SQLAlchemy asyncio + asyncpg). The batch form is not in the seed: /async/batch takes a list.
usage: DB=user@127.0.0.1:PORT/dbname uvicorn fastapi_ingest:app --host 127.0.0.1 --port 18100 [--workers 2] --no-access-log"""
import os
from datetime import datetime
from typing import List, Optional
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, Column, DateTime, Float, ForeignKey, Integer, String, Text, create_engine, insert, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker

Base = declarative_base()
class Source(Base):
    __tablename__ = "telemetry_sources"
    id = Column(Integer, primary_key=True); name = Column(String(255), unique=True, nullable=False)
    slug = Column(String(100), unique=True, nullable=False, index=True); source_type = Column(String(100), nullable=False)
    station_id = Column(Integer); created_at = Column(DateTime, default=datetime.utcnow)
class Event(Base):
    __tablename__ = "telemetry_events"
    id = Column(Integer, primary_key=True, index=True)
    source_id = Column(Integer, ForeignKey("telemetry_sources.id", ondelete="CASCADE")); station_id = Column(Integer)
    event_time = Column(DateTime, default=datetime.utcnow, index=True); received_at = Column(DateTime, default=datetime.utcnow)
    latitude = Column(Float); longitude = Column(Float); altitude = Column(Float); heading = Column(Float); speed = Column(Float)
    payload = Column(JSON); raw_data = Column(Text); status = Column(String(50), default="received")

class EventIn(BaseModel):
    event_time: Optional[datetime] = None; latitude: Optional[float] = None; longitude: Optional[float] = None
    altitude: Optional[float] = None; heading: Optional[float] = None; speed: Optional[float] = None
    payload: Optional[dict] = None; raw_data: Optional[str] = None; status: Optional[str] = "received"
    station_id: Optional[int] = None; source_id: Optional[int] = None; source_slug: Optional[str] = None; source_name: Optional[str] = None
class EventOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int; source_id: int; station_id: Optional[int]; event_time: Optional[datetime]; received_at: datetime
    latitude: Optional[float]; longitude: Optional[float]; altitude: Optional[float]; heading: Optional[float]; speed: Optional[float]
    payload: Optional[dict]; raw_data: Optional[str]; status: Optional[str]

DB = os.environ["DB"]
# A connection for each of 64 clients: with the default pool of 15, requests that wait for a connection hold all 40 threads, those that
# would give one back find no thread, and everything stands still for 30 s.
eng = create_engine("postgresql+psycopg2://" + DB, pool_pre_ping=True, future=True, pool_size=64)
S = sessionmaker(bind=eng, autoflush=False, future=True)
aeng = create_async_engine("postgresql+asyncpg://" + DB, pool_size=20)
AS = async_sessionmaker(aeng, expire_on_commit=False, autoflush=False)
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])

def db():
    s = S()
    try: yield s
    finally: s.close()
def row(p: EventIn, src): 
    d = p.model_dump(exclude={"source_id", "source_slug", "source_name"}, exclude_none=True)
    if d.get("event_time") is not None: d["event_time"] = d["event_time"].replace(tzinfo=None)
    return dict(d, source_id=src.id, station_id=d.get("station_id") or src.station_id)

@app.post("/sync/events", response_model=EventOut, status_code=201)
def sync_event(p: EventIn, s: Session = Depends(db)):
    src = s.execute(select(Source).where(Source.slug == p.source_slug)).scalar_one_or_none()
    if src is None: raise HTTPException(400, "Unknown source")
    e = Event(**row(p, src)); s.add(e); s.commit(); s.refresh(e)
    return e
@app.post("/async/events", response_model=EventOut, status_code=201)
async def async_event(p: EventIn):
    async with AS() as s:
        src = (await s.execute(select(Source).where(Source.slug == p.source_slug))).scalar_one_or_none()
        if src is None: raise HTTPException(400, "Unknown source")
        e = Event(**row(p, src)); s.add(e); await s.commit(); await s.refresh(e)
        return e
@app.post("/async/batch", status_code=201)
async def async_batch(ps: List[EventIn]):
    async with AS() as s:
        src = {x.slug: x for x in (await s.execute(select(Source))).scalars()}
        await s.execute(insert(Event), [row(p, src[p.source_slug]) for p in ps]); await s.commit()
        return {"stored": len(ps)}
if __name__ == "__main__":
    Base.metadata.drop_all(eng); Base.metadata.create_all(eng)
    with S() as s:
        s.add_all([Source(name=f"src {i}", slug=f"src-{i}", source_type="adsb", station_id=1) for i in range(50)]); s.commit()
