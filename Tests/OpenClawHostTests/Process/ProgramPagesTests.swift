// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawHost

@Suite struct ProgramPagesTests {
    @Test func onlyCodeOfFilesIsDropped() {
        #expect(ProgramPages.code("55d0c8a00000-55d0c9a00000 r-xp 00200000 fe:00 1234   /usr/bin/openclaw\n") == 0x55d0_c8a0_0000..<0x55d0_c9a0_0000)
        for line in [
            "55d0c8a00000-55d0c9a00000 r--p 00200000 fe:00 1234   /usr/bin/openclaw\n",
            "55d0c8a00000-55d0c9a00000 rw-p 00200000 fe:00 1234   /usr/bin/openclaw\n",
            "7ffd1c5f2000-7ffd1c5f4000 r-xp 00000000 00:00 0      [vdso]\n",
            "7f0000000000-7f0000001000 r-xp 00000000 00:00 0 \n",
            "nonsense", "",
        ] {
            #expect(ProgramPages.code(line) == nil, "\(line)")
        }
    }

    @Test func theProgramRunsOnAfterwards() {
        ProgramPages.release()
        #expect(ProgramPages.code("1000-2000 r-xp 0 fe:00 1 /x") == 0x1000..<0x2000)
    }
}
