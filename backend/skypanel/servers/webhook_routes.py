"""Where VirtFusion delivers its news."""

from typing import Any

from litestar import Request, Router, post
from litestar.di import NamedDependency

from skypanel.core.access import ANYONE, allows
from skypanel.core.wire import Data, View
from skypanel.servers.errors import WebhookMalformed, WebhookTokenWrong
from skypanel.servers.webhooks import MAX_BODY_BYTES, Webhooks


class Receipt(View):
    """`isNew` is false for a delivery that was taken before."""

    is_new: bool


@post(
    "/virtfusion",
    status_code=200,
    opt=allows(ANYONE, WebhookTokenWrong, WebhookMalformed),
    request_max_body_size=MAX_BODY_BYTES,
    summary="Take a webhook of VirtFusion",
)
async def take_webhook(request: Request[Any, Any, Any], webhooks: NamedDependency[Webhooks]) -> Data[Receipt]:
    # The sender is checked before the body is read.
    webhooks.authenticate(request.headers.get("authorization"))
    return Data(Receipt(is_new=await webhooks.receive(dict(request.headers), await request.body())))


router = Router("/webhooks", route_handlers=[take_webhook], tags=["Webhooks"])
