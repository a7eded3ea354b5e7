package claviger.crypto;

import java.util.Base64;

/// Keys made by OpenSSL, in no time.
final class OpensslKeys {

    private OpensslKeys() {}

    static SecretBytes rsa4096() {
        return SecretBytes.adopt(Base64.getMimeDecoder().decode("""
                MIIJQgIBADANBgkqhkiG9w0BAQEFAASCCSwwggkoAgEAAoICAQC5/Dwy4otsheQkwxcEs+N3MvJwILlPSAc/0EiD
                Ye6xLmPQwRTeXXy8MdDevSe2BX33B3sgUDODJt2+ohTxRnes5mIVSlvY20CttlwvY/Yh5HV9hHoF2qvjCY3qU8Sp
                HB6cNiBL+rPCb17QOHrkyLFAVAsc2EKA0LoGUS6+yt7aabSsKb2/uujMuJcGNUFAEjiDJNvzl6TkDmHugdJUnu9k
                OGnLOC9IiMjey6lDb5SWoMkVBtE3jMfrWhlbxzelMtDiVXN1MHUML540HtVmhwY5BCi2SdAhoDy/S6CVhfwDO4EP
                l+amlw4Aod3mSnkzlsvQ2QvTLdgd1eXtYpXjkLjQZfrNxsqT82dLH4Z1bng3bF0dH0ltqQij1Mj7DMFsybbWx1LY
                SxtvoOaItS5mlw/UaA4t3fzLBK3SEHqkU88FKMSfKNqlmfcHI1iwBnnj5oRcZdBixrqz2afnTDNSZKtXbexQ1I97
                hasOESQwK0Oiay9ZFv45Ta0DNpf9o7r5DlTJ0p9UQ/nHiim7+ea5HlPb557dCmTjTNXtWM6YBSnRPrEu7SXuEMyx
                ooCwx8D3S6rXMk132QRqaAgOEFnXjQUnQftE4lfz3Omrj1ln1HeV97JIPs4wg5MzzUsfIKu1460CMmuF/LoJd6SH
                yzE8elv33KULeQ4nxOHRSsDDEsH1gwIDAQABAoICAC9B8NfrKYszQEO5EKXAwckdeG3WWs/S2Qi1d19u6HQ7+d/m
                19MixRmavNyECs2c+qNk0rvktRobq5ePXqvqAGm+BmkrgkgJehdJsYXXLAjzoIj6uvi21hsz58wFagCgZQTDWhSE
                SN3cZ6aX2147wpI6aLJ1HvzVTJdjVHHlYZf06RQf7ReFOjcepj1NFd3eY16rZHoya5MJNoggk52t3t1D2lnpVlZj
                b0rxS/qXJRXbGA0QNOQdEQVz2OKxral7zojcNqCt5efpR5UtyoKpR4MAVAnxmoGY0ia3ZD/qEh2OJp6cNd7ZnhS6
                DITCIqbhp7tTE0afLP1zxt85QCXZNaRK28C9b5H8JQR0Mw5NiLUcbmeGLC7xNPzl/v9eBL6iz6XPG3L8I04fXRCF
                7z16OgcGlbuzgN8K+mEyspMSOItfewBFJZUwgkj2/VGeKot7jxGfcfJVd8GxGJJKWkgYybelDWoCoec7tn2Ts/vq
                iZLb0kXytXRiRv9ZK9Eb/VkoqREuOzbUvZZPupT0I4niXohpAHi7EXFkIokYOUeLDa6WjdMsdcROTRU8BVusxX0q
                3OT/pDk5Rng4nxo0/6s7TEeVFhAg5YKsQq6RUjdOlxxjSZN2O4CGI1Kfnac0WO+H+Dvz/phUXDiOGM/nPpAq63zp
                u1wJ1p7xSUdTj6kEjNOtAoIBAQDzvJ2iK05u8kSb8ws3domjVw4k+jfV6qrOycixeG6YB+tpwEeuzMdM0oyHxHcq
                63LNbOTjVPiAvL8jOQfHudqMjW42DWEs2k5CV2VcuqckUDJBSmXQNXINbKy8mN/P1ksuWNBKFhny+X3z+VqKHyT9
                TiCuSPTi9fjno1llQtGpKdvhlEq5TArFPSCPF0JEbID3wc/L/4mDCGTTU6ZAlYMfNTrY+KjYFtxzHnBqXEWutPHg
                3P5SumbRufqlUMrwPnyQIHGUF9O9kC6jaqo7iMTr26xGEfBp93BxEwGTZMIjj7tVlLGOPtIoE+LwlteAhb5dy1uF
                04odtr/gW4L2RpanAoIBAQDDV8Rvuu3Nljbhyh6zc414C7ljFNRKvGnkifqq2ros0i7xDNFaWDsfjZhv3B67yjbf
                c4XSdDDwaFXiC45A3kCdyxOFqbouuJMiQmUa3/rMgrfb7Eqm7sppraMJmF2E6pBAso/7gYXznBMa2FVFjsIEjJZk
                fVqeo60LjMTmPnTcJOHyLLYFQc9ZtNifJ+PJQYeCuWXkVIKaQ0Wm+ufczcZzuOV+OpZKVFv5fAGIeU1l/EkQ0qwY
                I1vF+M3YgkUhypTAcwP2SJ43Q7zbr8NLzL4Vyv23bl3SW0zCCdhjb+xZiorFCIK1gwTpumme4Ra+HiRyR1bYQxzh
                xk+r2q8f56HFAoIBADJRrFGAk07AYX24rYYjyMKaBGeJ6OEW83CBpBdPf7WPXQCWG7ZwvGyVw0F8RAXuWeMjKhXs
                wukBDozdB0gqjH4b7LboCDnUT/fORzTfrAYJMHbePyq+/e7bksXU4c/ss9S7rTS+X1kUPPaTcie1ylMpQAH7OeNp
                WJup05jeNJ6x750gmlSq6EZUGlawPJQXuoBr2NSKyv7sSrR+PoJy24Ej4iRNIb6K6bQygo7SwegRnyYHOdImfXeq
                554dkegLXnf62rfyO1qVW6uNJ9vmnpD65xQIPBQEa4hMnjSpxpLE564BZq6xNX3krSNyYMc91VFT3G9Cfu8nfXF6
                Mw1ZAV0CggEBAKuyhVK/ty2xDuQ/R+TreDk/9N8F++ME4P6j2NQ8FNA4nlH5tjn2u2DskEQh8lGVV83oOIPW5P0q
                d/KLval+sMUBLlOZ77AJRCokucF5hXQkoX6InsVDtl5U5K0WY3zkv45eZPfnzNlnIdPCupC8/gQJnlcNZ41wyDUS
                si6+TvEA6ih27DaKtbpfnteltC29j2Jzmv+q2HDHGH3Ao/QMWpZ0uiLNVDRZGc6cFKzkEgfGTGKhCerdiVjla+kV
                97XP3heaAK2E/qwMuf9O6hXCDIITPhbwxz6SSVF0XeJpChFaGMc+x8TLOJJH63Ze2iKZU+eulMLZmpVIPdcMDEm6
                yxECggEAaRksT3gFnlKRVh/tFfX6j2r1r5lWW/sb4V4xuCuIeLyXA3eYKzgB0tHBD4e/gi5DgaKVjGToH4RtXA1v
                9WxoCnaF87zpnFGhT4L1dweFcW+sAmSLozAXQ/eJCX3fW5QK9l9o6MfpN+RZh9e95WebTBFq1/HHYanjwB48snr+
                tQFXRsYmZIWJxfJkzQzBF/Fwaku7RXengTNNcieiu/bmnZ/Bqdt7PeVIJS5V6jAfkP0Wf5/NnnHhmvZf62+gg/y+
                txInx9AQj5cwL8oVEIq5uC8Kx4lGAKFjkEsD5UHzfzlSWq9FS/2I+ViWOn8K7gDr5pz8OBrq2kGIjWrW/v6SiQ==
                """));
    }

    static SecretBytes rsa2048() {
        return SecretBytes.adopt(Base64.getMimeDecoder().decode("""
                MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC3mS2g9NcLocLimOlFOXWUFytYj2m7KycJzF4r
                KRpGprj6wTc49Xt1V+sl8lFnh9Va6p5fWGy1R4lZE3YHxtWBNJu9F0npeTOg/jFVWL6jHadLA3uGxB0ZOjgIa7ER
                K1DkANTZk4BKNfL7fF/otwA26ky9H3tPjOPnWAr77VcjCqJTsuDmULKNfA/gGW/JYPMQJybJQd7BXfkVlk+GoTZc
                +1gLBCASOn+Vr1k9GNJ96q+0WXsLGXF5i2B7Y50ZocntH0kYNerYDXd0joT5pEhcdA58BRek521lrMhI08a87ez2
                /JuOmedFH6vGVE2VzeH4wJ+vnTMnkf/ImVBtww/hAgMBAAECggEABTrWS2bzYeVGOA6Ir+GeoUzK/cymrjULpCJP
                rmVkgQ21EuOCb1ttcbQYQoOgC6sZX0EeqMhL3xq+EAJXaDT4QPl0KZM/wOhPGa9pTVfn+kfZIPBk9OZM4+U+J7NA
                Sc+/j/ccGQ80ENPE66KpLWevwwtdNefvKx7FdoISB1zFO34WHgFmcJtrbTNenbANe+TQE0QGFK2gaqzxyZEgkY5T
                heYVFRQdhLYscLvdyVFp2sfwX8Ii/YtDELY1j5iCdPyd6L8hGiapprdK70zWvAjGyIVGDRdD2WsHbTbhWx+RCu1v
                vtmr9KEP8hqXbh0pOxzkyLhCdpoJaz4zMENaqzlAbwKBgQDz+Bo/7qxhQ/pEPblQyUZRjiRd3WUFfKaBXPSPNCDM
                whKagrKQmW38RVwGmO87eWB+FGRRywQ9K/fl5e5j9iw2qpbSrCfjvVEvnr2NIhOUJX+yFc3P3u/qd4w7jpOj8v7K
                TuwypLocY3FdImE6Uom+iAtlaiSqqI5cXMbUcMQd6wKBgQDApvJ08oqliZMwwp+uMekKILQAYsWu98hW/bwJ9Yqe
                L8uxscAqdATIwqCji7+n264rW7vUS8Xb+L76/Ng/Q6EPVgvJMAvzw0bUlkmMAZgiUAqoXYiJ2Fvpj9p9OzWrGPJy
                0NN7XLIeJIzAUP7vetUrDu2EemFgzd7xRU41VRz6YwKBgCqFDR4jXMu+6zlFgKzBx42jNlddpKOmK+bT6pOixCyr
                jk57hN+Kvg5/kCBeOyOkbdrLdwiCV4TJyvS4dCnb16zXYl3pPzKD5khkZCjazYq+VlkVT79w3WOB3mDq4nRqf1mH
                E8dnyj/0XOecfFGL3RHl6AaOz0EnC1ixmr2fwa5tAoGBAJN8O4mEVNg95k0h8hTtaLa0KplRBH3ae6j9PwNw0tof
                RRWYOsFFaJQ5S7lotyTObRwMclMoXyTz3WFQSEzGfXq8KPGwsrW+/W6qT0u7vLgoBsC2Ol0tIdBArMfKmF+QDawQ
                apa6dDHXUVm5qDG2G5OHLhaJihsOAGs83468xh55AoGBAN/cRYHDZKnahRW6imteViMaaXMUf6TuHkSsq/RiJunG
                oKyWtlfqCL+AtLh5yzRDSJdH0DT43kIVA5nA+g3D7pKjthsjwG1GvdPIVNdKhEd1mFvTvHvJz/0pwr93/wJcdc7T
                tH2g4d83FIhGhVLcnessesshjC+iV1EEAPU1DF1u
                """));
    }
}
