// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPStatus {
    /// 100
    @inlinable public static var `continue`: HTTPStatus { HTTPStatus(100) }
    /// 101
    @inlinable public static var switchingProtocols: HTTPStatus { HTTPStatus(101) }
    /// 200
    @inlinable public static var ok: HTTPStatus { HTTPStatus(200) }
    /// 201
    @inlinable public static var created: HTTPStatus { HTTPStatus(201) }
    /// 202
    @inlinable public static var accepted: HTTPStatus { HTTPStatus(202) }
    /// 204
    @inlinable public static var noContent: HTTPStatus { HTTPStatus(204) }
    /// 206
    @inlinable public static var partialContent: HTTPStatus { HTTPStatus(206) }
    /// 301
    @inlinable public static var movedPermanently: HTTPStatus { HTTPStatus(301) }
    /// 302
    @inlinable public static var found: HTTPStatus { HTTPStatus(302) }
    /// 303
    @inlinable public static var seeOther: HTTPStatus { HTTPStatus(303) }
    /// 304
    @inlinable public static var notModified: HTTPStatus { HTTPStatus(304) }
    /// 307
    @inlinable public static var temporaryRedirect: HTTPStatus { HTTPStatus(307) }
    /// 308
    @inlinable public static var permanentRedirect: HTTPStatus { HTTPStatus(308) }
    /// 400
    @inlinable public static var badRequest: HTTPStatus { HTTPStatus(400) }
    /// 401
    @inlinable public static var unauthorized: HTTPStatus { HTTPStatus(401) }
    /// 403
    @inlinable public static var forbidden: HTTPStatus { HTTPStatus(403) }
    /// 404
    @inlinable public static var notFound: HTTPStatus { HTTPStatus(404) }
    /// 405
    @inlinable public static var methodNotAllowed: HTTPStatus { HTTPStatus(405) }
    /// 406
    @inlinable public static var notAcceptable: HTTPStatus { HTTPStatus(406) }
    /// 408
    @inlinable public static var requestTimeout: HTTPStatus { HTTPStatus(408) }
    /// 409
    @inlinable public static var conflict: HTTPStatus { HTTPStatus(409) }
    /// 410
    @inlinable public static var gone: HTTPStatus { HTTPStatus(410) }
    /// 411
    @inlinable public static var lengthRequired: HTTPStatus { HTTPStatus(411) }
    /// 412
    @inlinable public static var preconditionFailed: HTTPStatus { HTTPStatus(412) }
    /// 413
    @inlinable public static var contentTooLarge: HTTPStatus { HTTPStatus(413) }
    /// 414
    @inlinable public static var uriTooLong: HTTPStatus { HTTPStatus(414) }
    /// 415
    @inlinable public static var unsupportedMediaType: HTTPStatus { HTTPStatus(415) }
    /// 416
    @inlinable public static var rangeNotSatisfiable: HTTPStatus { HTTPStatus(416) }
    /// 417
    @inlinable public static var expectationFailed: HTTPStatus { HTTPStatus(417) }
    /// 421
    @inlinable public static var misdirectedRequest: HTTPStatus { HTTPStatus(421) }
    /// 422
    @inlinable public static var unprocessableContent: HTTPStatus { HTTPStatus(422) }
    /// 426
    @inlinable public static var upgradeRequired: HTTPStatus { HTTPStatus(426) }
    /// 429
    @inlinable public static var tooManyRequests: HTTPStatus { HTTPStatus(429) }
    /// 431
    @inlinable public static var requestHeaderFieldsTooLarge: HTTPStatus { HTTPStatus(431) }
    /// 500
    @inlinable public static var internalServerError: HTTPStatus { HTTPStatus(500) }
    /// 501
    @inlinable public static var notImplemented: HTTPStatus { HTTPStatus(501) }
    /// 502
    @inlinable public static var badGateway: HTTPStatus { HTTPStatus(502) }
    /// 503
    @inlinable public static var serviceUnavailable: HTTPStatus { HTTPStatus(503) }
    /// 504
    @inlinable public static var gatewayTimeout: HTTPStatus { HTTPStatus(504) }
    /// 505
    @inlinable public static var httpVersionNotSupported: HTTPStatus { HTTPStatus(505) }
}
